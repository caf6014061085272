package dev.leafnode.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts, each in a file of its name; what several share stands in files that are put before them. */
enum Script {
    APPEND(),
    ATTACH("hashes", "tree", "saving"),
    CANDIDATES(),
    CLIMB("tree", "climbing"),
    CLOSE("closing", "hashes", "holding", "tree", "judging"),
    CUT("hashes", "tree"),
    DELETE("hashes", "tree"),
    ENLIST(),
    ENTRIES(),
    EVENTS(),
    EXPECTED("tree"),
    FACTS(),
    FORGET(),
    HOLD(),
    ENROLL(),
    INTEND(),
    INVITE(),
    JUDGES("tree"),
    MARK("hashes", "tree"),
    NAME(),
    OPEN("holding", "opening", "hashes", "tree", "judging"),
    PENDING(),
    READ("tree", "climbing"),
    RELIST(),
    RELISTED(),
    REPAIR("hashes", "holding", "tree", "judging"),
    SAVE("hashes", "tree", "saving"),
    SAVE_STAGE("hashes", "tree", "saving"),
    WHERE(),
    WITHDRAW();

    private final String text;
    private final String sha1;

    Script(String... shared) {
        text = Stream.concat(Stream.of(shared), Stream.of(file()))
                .map(Script::read)
                .collect(Collectors.joining("\n"));
        sha1 = sha1(text);
    }

    String text() {
        return text;
    }

    /** The name under which a server knows the script once it has run it. */
    String sha1() {
        return sha1;
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file + ".lua")) {
            if (in == null) {
                throw new IllegalStateException(
                        "script %s.lua: expected it beside this class, found none".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
