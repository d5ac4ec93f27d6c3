/** The local file system of a lake in a folder: without Hadoop's forks, with put-if-absent. */
package dev.tidemark.transform.files;
