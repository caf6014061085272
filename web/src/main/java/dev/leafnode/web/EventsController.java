package dev.leafnode.web;

import dev.leafnode.feed.FeedCursor;
import dev.leafnode.feed.JudgmentFeed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What opens and closes, as it happens. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class EventsController {

    private final JudgmentFeed feed;
    private final Followers followers;
    private final AccessPolicy policy;
    private final CallerContext context;

    EventsController(JudgmentFeed feed, Followers followers, AccessPolicy policy, CallerContext context) {
        this.feed = feed;
        this.followers = followers;
        this.policy = policy;
        this.context = context;
    }

    @GetMapping(path = "/judgments/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @RequestParam(name = "application", required = false) @Nullable String application,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.of(request);
        Executor asCaller = context.capture();
        followers.follow(request, response, onItem -> {
            FeedCursor cursor = feed.follow(lastEventId, onItem);
            return new JudgmentEvents(cursor, application, () -> new Access(policy, caller), asCaller);
        });
    }
}
