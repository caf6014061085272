package dev.leafnode.web.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that Kubernetes takes (labels of RFC 1123, at most 63 characters) for ids and applications, which may be
 * anything. What is a valid name is its own; so is a ULID in lower case, which is the same ULID. Anything else becomes
 * what is left of it with a digest of it, so that different ones have different names.
 */
final class KubernetesNames {

    private static final int LONGEST = 63;
    private static final int LONGEST_REST = 40;
    private static final int DIGEST_BYTES = 6;
    private static final Pattern VALID = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");
    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private static final Pattern INVALID_RUN = Pattern.compile("[^a-z0-9]+");

    private KubernetesNames() {}

    static String of(String text) {
        if (text.length() <= LONGEST && VALID.matcher(text).matches()) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (ULID.matcher(text).matches()) {
            return lower;
        }
        String rest = INVALID_RUN.matcher(lower).replaceAll("-");
        rest = rest.substring(rest.startsWith("-") ? 1 : 0, Math.min(rest.length(), LONGEST_REST));
        rest = rest.endsWith("-") ? rest.substring(0, rest.length() - 1) : rest;
        return rest.isEmpty() ? digest(text) : rest + "-" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
