package dev.tidemark.ingest.files.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/** Decodes texts exactly or not at all. */
final class StrictText {
  private final CharsetDecoder decoder;

  StrictText(Charset charset) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  String of(byte[] bytes) throws BadRecordException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return decoder.decode(buffer).toString();
    } catch (CharacterCodingException e) {
      int at = Math.min(buffer.position(), bytes.length - 1);
      throw new BadRecordException(
          "wrong charset: byte 0x%s at byte %s of the record is no %s; set charset to what the file is written in"
              .formatted(
                  HexFormat.of().withUpperCase().toHexDigits(bytes[at]), at, decoder.charset()));
    }
  }
}
