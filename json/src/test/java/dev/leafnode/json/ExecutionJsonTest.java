package dev.leafnode.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ExecutionJsonTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void the_least_execution_survives() throws Exception {
        String text =
                "{\"type\":\"PIPELINE\",\"id\":\"1\",\"application\":\"a\",\"status\":\"RUNNING\",\"stages\":[],\"trigger\":{},\"x\":[1.0,null]}";
        ObjectMapper mapper = new ObjectMapper();

        assertThat(mapper.readTree(json.write(json.read(text)))).isEqualTo(mapper.readTree(text));
    }
}
