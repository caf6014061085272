package dev.leafnode.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this interface, in OpenAPI 3.1. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class OpenApiController {

    private final ObjectNode document;
    private final String basePath;

    OpenApiController(String basePath) {
        this.basePath = basePath;
        try (InputStream in = Objects.requireNonNull(OpenApiController.class.getResourceAsStream("openapi.json"))) {
            document = (ObjectNode) Answers.json().readTree(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> document(HttpServletRequest request) {
        String url = LeafLocation.prefix(request) + basePath;
        ObjectNode served = document.deepCopy();
        served.putArray("servers").addObject().put("url", url.isEmpty() ? "/" : url);
        return Answers.tagged(served);
    }
}
