package dev.leafnode.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgmentEventJsonTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final JudgmentKey KEY = new JudgmentKey(new StageKey("leaf", "judge"), 42);

    private final JudgmentEventJson json = new JudgmentEventJson();

    @Test
    void anOpeningComesBackAsItWas() {
        Question question =
                new Question("\"Look\" at\nit \ud83d\ude80 \u0000", List.of("a", "b", "a"), Set.of("x", "y"));
        Judgment judgment = new Judgment(KEY, "A", "p\u00e9", "Judge", question, NOW.plusSeconds(60));
        List<Ancestor> ancestors = List.of(
                new Ancestor(new StageKey("root", "s"), "R", "Root", "Run", NOW.plusSeconds(30)),
                new Ancestor(new StageKey("parent", "s")));
        JudgmentEvent opened = new JudgmentEvent.Opened(WaitingJudgment.of(judgment, ancestors, true), NOW);

        String text = json.write(opened);

        assertThat(json.read(text)).isEqualTo(opened);
        assertThat(text).matches("\\p{ASCII}+").doesNotContain("\n");
    }

    @Test
    void anOpeningOfWhichLittleIsKnownComesBackAsItWas() {
        JudgmentEvent opened =
                new JudgmentEvent.Opened(WaitingJudgment.of(new Judgment(KEY, "A", null, null), List.of(), false), NOW);

        assertThat(json.read(json.write(opened))).isEqualTo(opened);
    }

    @Test
    void aClosingComesBackAsItWas() {
        JudgmentEvent closed = new JudgmentEvent.Closed(KEY, "A", NOW);

        assertThat(json.write(closed))
                .isEqualTo("{\"type\":\"closed\",\"at\":1772366400123,\"executionId\":\"leaf\",\"stageId\":\"judge\","
                        + "\"attempt\":42,\"application\":\"A\"}");
        assertThat(json.read(json.write(closed))).isEqualTo(closed);
    }

    @Test
    void whatIsNoEventIsRefusedByWhereAndWhy() {
        assertThatThrownBy(
                        () -> json.read("{\"type\": \"moved\", \"at\": 1, \"executionId\": \"e\", \"stageId\": \"s\","
                                + " \"attempt\": 2, \"application\": \"A\"}"))
                .isInstanceOf(ExecutionFormatException.class)
                .hasMessage("event: type: expected opened or closed, got 'moved'");
        assertThatThrownBy(() -> json.read("{\"type\": \"closed\"}"))
                .isInstanceOf(ExecutionFormatException.class)
                .hasMessage("event: at: expected an integer, got nothing");
        assertThatThrownBy(() -> json.read("leafnode"))
                .isInstanceOf(ExecutionFormatException.class)
                .hasMessageContaining("event");
    }
}
