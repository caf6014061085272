package dev.leafnode.store.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands for a text where the text itself would be too long to read or to compare. */
final class Digest {

    private Digest() {}

    /** 64 hexadecimal digits. */
    static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** 64 bits. */
    static long bits(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
