package dev.tidemark.contract.conf;

/** conf/views/&lt;name&gt;.sql: SQL over datasets and other views, shared by models. */
public record View(String name, String sql, Located at) {}
