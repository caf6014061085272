package dev.leafnode.web.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mappers of this package; those of the host are its own. */
final class ResourceJson {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Every text is in quotes: YAML 1.1 would read {@code on}, {@code 1e3} and {@code 2026-03-01} as something else.
     */
    static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                    .stringQuotingChecker(new QuotedUnlessPlain())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ResourceJson() {}

    /**
     * Names of labels and annotations may be anything; those of fields are plain. Values are in quotes without asking.
     */
    private static final class QuotedUnlessPlain extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-._/A-Za-z0-9]*");

        @Override
        public boolean needToQuoteName(String name) {
            return !PLAIN.matcher(name).matches() || super.needToQuoteName(name);
        }
    }

    /** A text as it is, and the JSON of any other value. */
    static String text(@Nullable Object value) {
        return value instanceof String text ? text : write(JSON, value);
    }

    /** Writes maps, lists, texts, numbers and what else JSON has. */
    static String write(ObjectMapper mapper, @Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what is written is made of maps, lists, texts and numbers", impossible);
        }
    }
}
