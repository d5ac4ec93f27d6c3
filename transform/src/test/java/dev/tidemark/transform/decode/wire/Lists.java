package dev.tidemark.transform.decode.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.transform.decode.value.ConnectType;
import java.util.List;

/** Lists, as each encoding gives them. */
public final class Lists {
  private Lists() {}

  public static Object avro(ConnectType type, List<Object> list) {
    return AvroEncoding.INSTANCE.plain(type).of(list);
  }

  public static Object json(ConnectType type, String list) {
    try {
      return JsonEncoding.INSTANCE.plain(type).of(new ObjectMapper().readTree(list));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
