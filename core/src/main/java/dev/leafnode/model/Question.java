package dev.leafnode.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked, as the judgment's stage says when the wait begins. The fields of the context are Orca's.
 *
 * @param instructions what to look at ({@code instructions}), if the stage says so
 * @param inputs the answers to choose from ({@code judgmentInputs}), in order; empty where there is no choice
 * @param requiredRoles who may answer: whoever has one of these roles ({@code requiredJudgmentRoles}, in older records
 *     {@code selectedStageRoles}), and anybody where there are none; in the order of their names
 */
public record Question(@Nullable String instructions, List<String> inputs, Set<String> requiredRoles) {

    /** A question of which nothing is known. */
    public static final Question NONE = new Question(null, List.of(), Set.of());

    public Question {
        inputs = List.copyOf(inputs);
        requiredRoles = Collections.unmodifiableSortedSet(new TreeSet<>(requiredRoles));
    }

    /** The question that a stage asks. Fields of unexpected types say nothing. */
    public static Question of(Stage stage) {
        Map<String, @Nullable Object> context = stage.context();
        Set<String> roles = new LinkedHashSet<>(texts(context.get("requiredJudgmentRoles")));
        if (roles.isEmpty()) {
            roles.addAll(texts(context.get("selectedStageRoles")));
        }
        return new Question(
                context.get("instructions") instanceof String text && !text.isEmpty() ? text : null,
                texts(context.get("judgmentInputs")),
                roles);
    }

    /** Texts, be they by themselves or, as Orca has inputs, the {@code value} of an object. */
    private static List<String> texts(@Nullable Object several) {
        List<String> texts = new ArrayList<>();
        if (several instanceof Collection<?> values) {
            for (@Nullable Object value : values) {
                @Nullable Object text = value instanceof Map<?, ?> input ? input.get("value") : value;
                if (text instanceof String found) {
                    texts.add(found);
                }
            }
        }
        return texts;
    }
}
