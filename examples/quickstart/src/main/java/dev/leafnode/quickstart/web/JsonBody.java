package dev.leafnode.quickstart.web;

import dev.leafnode.quickstart.definition.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON object in a request, up to a limited size and depth. */
@Component
final class JsonBody {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final DataSize limit;

    JsonBody(@Value("${quickstart.web.max-body-size:10MB}") DataSize limit) {
        this.limit = limit;
    }

    /**
     * Reads it all.
     *
     * @throws BodyTooLargeException if it is larger than the limit
     * @throws tools.jackson.core.JacksonException if it is no JSON, or nested too deep
     */
    JsonObject read(HttpServletRequest request) throws IOException {
        int most = Math.toIntExact(limit.toBytes());
        if (request.getContentLengthLong() > most) {
            throw new BodyTooLargeException(limit);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new BodyTooLargeException(limit);
        }
        return JsonObject.of("body", json.readValue(body, Object.class));
    }
}
