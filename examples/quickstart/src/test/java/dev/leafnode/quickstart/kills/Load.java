package dev.leafnode.quickstart.kills;

import dev.leafnode.quickstart.ApiClient;
import dev.leafnode.quickstart.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** People who start trees of pipelines, decide judgments, cancel and restart, until nobody answers any more. */
final class Load {

    private static final int PEOPLE = 3;
    private static final int MOST_WAITING = 24;
    private static final List<String> TREES = List.of("chain/P1", "fan-out/P1");

    private final Random seeds;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final LongAdder decided = new LongAdder();
    private final LongAdder canceled = new LongAdder();
    private final LongAdder restarted = new LongAdder();

    Load(long seed) {
        seeds = new Random(seed);
    }

    /** The executions whose start was answered. */
    Set<String> started() {
        return Set.copyOf(started);
    }

    /** What was done in all. */
    String summary() {
        return "%d trees started, %d judgments decided, %d executions cancelled, %d stages restarted"
                .formatted(started.size(), decided.sum(), canceled.sum(), restarted.sum());
    }

    /** Puts people to work; {@link Work#end} waits until each has noticed that nobody answers. */
    Work on(ApiClient client) {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            Random random = new Random(seeds.nextLong());
            people.execute(() -> workOn(client, random));
        }
        people.shutdown();
        return () -> {
            if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the killed engine still answers");
            }
        };
    }

    /** People at work. */
    @FunctionalInterface
    interface Work {
        void end() throws InterruptedException;
    }

    private void workOn(ApiClient client, Random random) {
        try {
            while (true) {
                StoredStates states = StoredStates.of(client);
                for (int i = 0; i < 5; i++) {
                    act(client, states, random);
                }
            }
        } catch (UncheckedIOException killed) {
            // Nobody answers any more.
        }
    }

    private void act(ApiClient client, StoredStates states, Random random) {
        List<StoredStates.Waiting> waiting = states.waiting();
        int action = random.nextInt(10);
        if (action < 4 && waiting.size() < MOST_WAITING) {
            start(client, TREES.get(random.nextInt(TREES.size())));
        } else if (action < 8) {
            decide(client, waiting, random);
        } else if (action == 8) {
            cancel(client, states.runningRoots(), random);
        } else {
            restart(client, states.endedStages(), random);
        }
    }

    private void start(ApiClient client, String pipeline) {
        Answer answer = client.post("/pipelines", "{\"id\": \"%s\"}".formatted(pipeline));
        if (answer.status() == 200) {
            started.add(answer.json().path("ref").asString().substring("/pipelines/".length()));
        }
    }

    private void decide(ApiClient client, List<StoredStates.Waiting> waiting, Random random) {
        if (waiting.isEmpty()) {
            return;
        }
        StoredStates.Waiting one = waiting.get(random.nextInt(waiting.size()));
        if (decide(client, one, random.nextInt(4) == 0 ? "stop" : "continue")) {
            decided.increment();
        }
    }

    static boolean decide(ApiClient client, StoredStates.Waiting judgment, String status) {
        String path = "/pipelines/%s/stages/%s".formatted(judgment.executionId(), judgment.stageId());
        return client.patch(path, "{\"judgmentStatus\": \"%s\"}".formatted(status))
                        .status()
                == 200;
    }

    private void cancel(ApiClient client, List<String> roots, Random random) {
        if (!roots.isEmpty()
                && client.put("/pipelines/" + roots.get(random.nextInt(roots.size())) + "/cancel")
                                .status()
                        == 202) {
            canceled.increment();
        }
    }

    private void restart(ApiClient client, List<Map.Entry<String, String>> ended, Random random) {
        if (ended.isEmpty()) {
            return;
        }
        Map.Entry<String, String> stage = ended.get(random.nextInt(ended.size()));
        String path = "/pipelines/%s/stages/%s/restart".formatted(stage.getKey(), stage.getValue());
        if (client.put(path).status() == 200) {
            restarted.increment();
        }
    }
}
