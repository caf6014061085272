package dev.leafnode.feed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names places in the feed so that nobody learns from two names how much lies between them: who may read little must
 * not be able to count the rest. A name is a position and its check, encrypted by AES-GCM (NIST SP 800-38D) with the
 * key of the log and a random initialization vector, in URL-safe Base64.
 */
final class EventIds {

    static final int KEY_BYTES = 16;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int VECTOR_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    EventIds(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * A place.
     *
     * @param check see {@link Told}
     */
    record Place(long position, int check) {}

    String name(Place place) {
        byte[] vector = new byte[VECTOR_BYTES];
        random.nextBytes(vector);
        byte[] plain = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(place.position())
                .putInt(place.check())
                .array();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, vector));
            byte[] encrypted = cipher.doFinal(plain);
            byte[] all = ByteBuffer.allocate(vector.length + encrypted.length)
                    .put(vector)
                    .put(encrypted)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has " + CIPHER, impossible);
        }
    }

    /** The place of that name; empty if no log with this key gave it. */
    Optional<Place> place(String name) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(name);
            if (all.length <= VECTOR_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, all, 0, VECTOR_BYTES));
            ByteBuffer plain = ByteBuffer.wrap(cipher.doFinal(all, VECTOR_BYTES, all.length - VECTOR_BYTES));
            return plain.remaining() == Long.BYTES + Integer.BYTES
                    ? Optional.of(new Place(plain.getLong(), plain.getInt()))
                    : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException foreign) {
            return Optional.empty();
        }
    }
}
