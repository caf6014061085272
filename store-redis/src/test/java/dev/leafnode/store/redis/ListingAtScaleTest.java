package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Many executions of one application, listed page by page. */
@Tag("heavy")
class ListingAtScaleTest {

    /** How many executions there are; it was tried with 100,000. */
    private static final int EXECUTIONS = Integer.getInteger("leafnode.test.redis.executions", 20_000);

    private static final int PAGE = 100;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** What Redis sends for a page: members of a set, and for each execution less than a thousand bytes. */
    private static final long BYTES_OF_PAGE = 1_000L * PAGE;

    @Test
    void each_page_takes_two_commands_and_brings_nothing_that_is_not_on_it() {
        try (RedisServer server = RedisServer.start();
                TestStore test = new TestStore(new TestClient(List.of(URI.create(server.uri())), false))) {
            IntStream.range(0, EXECUTIONS)
                    .parallel()
                    .forEach(i -> test.executions().save(execution(i)));
            List<String> expected = new ArrayList<>(IntStream.range(0, EXECUTIONS)
                    .mapToObj(ListingAtScaleTest::id)
                    .toList());
            Collections.reverse(expected);

            List<String> listed = new ArrayList<>();
            ExecutionQuery query =
                    ExecutionQuery.ofApplication(Chain.APPLICATION).withLimit(PAGE);
            test.executions().search(query);
            AtomicReference<ExecutionPage> page = new AtomicReference<>();
            do {
                ExecutionQuery next = query;
                long before = sentBy(test.client().jedis());
                assertThat(test.client().sentBy(() -> page.set(test.executions().search(next))))
                        .hasSize(2);
                assertThat(sentBy(test.client().jedis()) - before).isLessThan(BYTES_OF_PAGE);
                page.get().executions().forEach(execution -> listed.add(execution.id()));
                query = query.withPageToken(page.get().next());
            } while (query.pageToken() != null);
            assertThat(listed).isEqualTo(expected);
        }
    }

    private static Execution execution(int number) {
        return new Chain("c%06d".formatted(number), 0)
                .execution(0).toBuilder().buildTime(START.plusMillis(number)).build();
    }

    private static String id(int number) {
        return "c%06d-0".formatted(number);
    }

    /** How many bytes the server has sent until now. */
    private static long sentBy(UnifiedJedis jedis) {
        return jedis.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_net_output_bytes:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .sum();
    }
}
