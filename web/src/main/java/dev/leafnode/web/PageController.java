package dev.leafnode.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;

/**
 * Serves the page for people, which asks the rest of this interface for everything that it shows. A file holds nothing
 * that somebody may not know, so nobody is asked who wants it.
 */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class PageController {

    /** Where the page is, below the base path, when it shows a judgment. */
    static final String JUDGMENT = "/#/judgments/{executionId}/{stageId}";

    private final PageFiles files;
    private final String basePath;

    PageController(PageFiles files, String basePath) {
        this.files = files;
        this.basePath = basePath;
    }

    /** The page. All that it asks for is relative to it, so that it works wherever a proxy puts it; hence the slash. */
    @GetMapping({"", "/"})
    ResponseEntity<byte[]> page(HttpServletRequest request) {
        return ServletRequestPathUtils.getParsedRequestPath(request).value().endsWith("/")
                ? files.page()
                : ResponseEntity.status(HttpStatus.FOUND).location(lastStep()).build();
    }

    @GetMapping("/page/{*file}")
    ResponseEntity<byte[]> file(@PathVariable("file") String file) {
        String name = file.substring(1);
        return files.find(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "page/%s: expected a file of the page, found none of this name".formatted(name)));
    }

    private URI lastStep() {
        String step = basePath.substring(basePath.lastIndexOf('/') + 1);
        return URI.create("./" + UriUtils.encodePathSegment(step, "UTF-8") + "/");
    }
}
