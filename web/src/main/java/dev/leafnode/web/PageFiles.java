package dev.leafnode.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The files of the page, read once: our own, and those of lit-html that they import, which come from its WebJar. They
 * are named one by one, so that nothing else of the class path can be asked for.
 */
final class PageFiles {

    /**
     * What a browser may do for the page: load files of ours and talk to this server, and nothing else. No text becomes
     * HTML or a script but the templates of the page's own modules, which is what lit-html's policy is for.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

    private static final List<String> OWN = List.of(
            "announce.js",
            "api.js",
            "app.js",
            "decision.js",
            "execution-view.js",
            "executions.js",
            "format.js",
            "help.js",
            "icon.svg",
            "inbox-view.js",
            "inbox.js",
            "judgment-view.js",
            "judgment.js",
            "keyboard.js",
            "opened.js",
            "page.css",
            "parts.js",
            "routes.js",
            "stage-bar.js",
            "stream.js");

    private static final List<String> LIT = List.of(
            "directive-helpers.js", "directive.js", "directives/live.js", "directives/repeat.js", "lit-html.js");

    private static final String LIT_VERSION = "/META-INF/maven/org.webjars.npm/lit-html/pom.properties";
    private static final String LIT_FILE = "/META-INF/resources/webjars/lit-html/%s/%s";

    private final ResponseEntity<byte[]> page;
    private final Map<String, ResponseEntity<byte[]>> files = new HashMap<>();

    /**
     * Reads the files.
     *
     * @param executions whether executions are served, which is what the page then shows as well
     * @param decisions whether decisions are taken
     */
    PageFiles(boolean executions, boolean decisions) {
        page = served(
                "index.html",
                new String(bytes("page/index.html"), StandardCharsets.UTF_8)
                        .replace("{executions}", String.valueOf(executions))
                        .replace("{decisions}", String.valueOf(decisions))
                        .getBytes(StandardCharsets.UTF_8));
        OWN.forEach(name -> files.put(name, served(name, bytes("page/" + name))));
        String version = litVersion();
        LIT.forEach(name -> files.put("lit/" + name, served(name, bytes(LIT_FILE.formatted(version, name)))));
    }

    ResponseEntity<byte[]> page() {
        return page;
    }

    Optional<ResponseEntity<byte[]>> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** What is answered with a file, which browsers keep and ask about again each time. */
    private static ResponseEntity<byte[]> served(String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(typeOf(name.substring(name.lastIndexOf('.') + 1))))
                .cacheControl(CacheControl.noCache())
                .eTag('"' + Answers.tag(bytes) + '"')
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(bytes);
    }

    private static String typeOf(String extension) {
        return switch (extension) {
            case "html" -> "text/html;charset=UTF-8";
            case "js" -> "text/javascript;charset=UTF-8";
            case "css" -> "text/css;charset=UTF-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("expected html, js, css or svg, got " + extension);
        };
    }

    private static String litVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(LIT_VERSION)) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty("version");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = PageFiles.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(
                    ("leafnode.web.page.enabled: expected %s on the class path, found none; it comes"
                                    + " with leafnode-web and org.webjars.npm:lit-html")
                            .formatted(resource));
        }
        return in;
    }
}
