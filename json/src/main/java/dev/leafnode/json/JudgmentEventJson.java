package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leafnode.feed.EventFormat;
import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what opened and what closed as an object of JSON. Times are milliseconds since the epoch; what is not known is left
 * out. Like executions, events are written in ASCII.
 *
 * <p>Safe for use by many threads.
 */
public final class JudgmentEventJson implements EventFormat {

    private static final String OPENED = "opened";
    private static final String CLOSED = "closed";

    private final ExecutionJson documents = new ExecutionJson();
    private final JsonFactory factory = JsonFormat.factory(ExecutionJson.DEFAULT_MAX_LENGTH, JsonFormat.MAX_DEPTH);

    @Override
    public String write(JudgmentEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", event instanceof JudgmentEvent.Opened ? OPENED : CLOSED);
            json.writeNumberField("at", event.at().toEpochMilli());
            stage(json, event.key().stage());
            json.writeNumberField("attempt", event.key().attempt());
            json.writeStringField("application", event.application());
            if (event instanceof JudgmentEvent.Opened opened) {
                waiting(json, opened.waiting());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written to but memory", impossible);
        }
        return text.toString();
    }

    /**
     * Reads an event.
     *
     * @throws ExecutionFormatException if the text is no event
     */
    @Override
    public JudgmentEvent read(String text) {
        return documents.read("event", text, JudgmentEventJson::event);
    }

    private static void waiting(JsonGenerator json, WaitingJudgment waiting) throws IOException {
        Judgment judgment = waiting.judgment();
        text(json, "pipeline", judgment.pipeline());
        text(json, "stage", judgment.stageName());
        time(json, "givesUpAt", judgment.deadline());
        text(json, "instructions", judgment.question().instructions());
        texts(json, "inputs", judgment.question().inputs());
        texts(json, "requiredRoles", judgment.question().requiredRoles());
        json.writeBooleanField("paused", waiting.paused());
        Deadline deadline = waiting.deadline();
        if (deadline != null) {
            json.writeObjectFieldStart("deadline");
            time(json, "at", deadline.at());
            stage(json, deadline.stage());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("ancestors");
        for (Ancestor ancestor : waiting.ancestors()) {
            json.writeStartObject();
            stage(json, ancestor.stage());
            text(json, "application", ancestor.application());
            text(json, "pipeline", ancestor.pipeline());
            text(json, "stage", ancestor.stageName());
            time(json, "givesUpAt", ancestor.deadline());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static JudgmentEvent event(Fields fields) {
        Instant at = required(fields, "at");
        JudgmentKey key =
                new JudgmentKey(stage(fields), required(fields, "attempt").toEpochMilli());
        String application = fields.requiredText("application");
        String type = fields.requiredText("type");
        return switch (type) {
            case OPENED -> new JudgmentEvent.Opened(waiting(fields, key, application), at);
            case CLOSED -> new JudgmentEvent.Closed(key, application, at);
            default -> throw fields.place().field("type").expected("opened or closed", "'" + type + "'");
        };
    }

    private static WaitingJudgment waiting(Fields fields, JudgmentKey key, String application) {
        Question question = new Question(
                fields.text("instructions"), fields.texts("inputs"), new HashSet<>(fields.texts("requiredRoles")));
        Judgment judgment = new Judgment(
                key, application, fields.text("pipeline"), fields.text("stage"), question, fields.time("givesUpAt"));
        List<Ancestor> ancestors = fields.objects("ancestors").stream()
                .map(JudgmentEventJson::ancestor)
                .toList();
        return new WaitingJudgment(judgment, ancestors, deadline(fields), Boolean.TRUE.equals(fields.peek("paused")));
    }

    private static Ancestor ancestor(Fields fields) {
        return new Ancestor(
                stage(fields),
                fields.text("application"),
                fields.text("pipeline"),
                fields.text("stage"),
                fields.time("givesUpAt"));
    }

    private static @Nullable Deadline deadline(Fields fields) {
        if (!(fields.peek("deadline") instanceof Map<?, ?> map)) {
            return null;
        }
        Fields deadline = new Fields(Fields.asObject(map), fields.place().field("deadline"));
        return new Deadline(required(deadline, "at"), stage(deadline));
    }

    private static StageKey stage(Fields fields) {
        return new StageKey(fields.requiredText("executionId"), fields.requiredText("stageId"));
    }

    private static Instant required(Fields fields, String name) {
        Instant time = fields.time(name);
        if (time == null) {
            throw fields.place().field(name).expected("an integer", "nothing");
        }
        return time;
    }

    private static void stage(JsonGenerator json, StageKey stage) throws IOException {
        json.writeStringField("executionId", stage.executionId());
        json.writeStringField("stageId", stage.stageId());
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeNumberField(name, time.toEpochMilli());
        }
    }
}
