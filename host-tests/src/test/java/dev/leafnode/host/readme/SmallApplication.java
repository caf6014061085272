package dev.leafnode.host.readme;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class SmallApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SmallApplication.class, arguments);
    }
}
