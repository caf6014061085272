package dev.leafnode.web.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KubernetesNamesTest {

    private static final String VALID = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    @Test
    void what_is_a_name_already_stays_as_it_is_and_a_ulid_is_the_same_in_lower_case() {
        for (String name : List.of("a", "a1", "123e4567-e89b-12d3-a456-426614174000", "x".repeat(63))) {
            assertThat(KubernetesNames.of(name)).isEqualTo(name);
        }
        assertThat(KubernetesNames.of("01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEqualTo("01arz3ndektsv4rrffq69g5fav");
    }

    @Test
    void different_ids_have_different_names() {
        Map<String, String> names = new HashMap<>();
        for (String id : List.of(
                "a",
                "A",
                "a.",
                "a-",
                "-a",
                "a_",
                "a/",
                "a b",
                "a-b",
                "A-b",
                "ä",
                "日本",
                "-",
                "--",
                "/",
                "x".repeat(63),
                "x".repeat(64),
                "X".repeat(64),
                "x".repeat(40) + "1!",
                "x".repeat(40) + "2!",
                "\uD83D\uDE80")) {
            String name = KubernetesNames.of(id);
            assertThat(name).matches(VALID).hasSizeLessThanOrEqualTo(63);
            assertThat(names.put(name, id)).as(id + " is " + name).isNull();
        }
    }

    @Property
    void every_id_has_a_valid_name(@ForAll @StringLength(min = 1, max = 64) String id) {
        assertThat(KubernetesNames.of(id)).matches(VALID).hasSizeLessThanOrEqualTo(63);
    }
}
