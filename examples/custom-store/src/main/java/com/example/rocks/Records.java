package com.example.rocks;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Texts by texts, in a column family of RocksDB. */
record Records(RocksDB db, ColumnFamilyHandle family) {

    Optional<String> find(String key) {
        return Optional.ofNullable(under(key, any -> true, 1).get(key));
    }

    /** So many records at the most whose keys begin so and whose values are wanted. */
    Map<String, String> under(String beginning, Predicate<String> wanted, int most) {
        Map<String, String> found = new TreeMap<>();
        try (RocksIterator record = db.newIterator(family)) {
            record.seek(bytes(beginning));
            while (found.size() < most && record.isValid() && text(record.key()).startsWith(beginning)) {
                if (wanted.test(text(record.value()))) {
                    found.put(text(record.key()), text(record.value()));
                }
                record.next();
            }
            record.status();
            return found;
        } catch (RocksDBException e) {
            throw new IllegalStateException("records under '%s': cannot be read".formatted(beginning), e);
        }
    }

    /** Writes all of it to the disk, or nothing; what is empty is removed. */
    void write(Map<String, String> changes) {
        try (WriteOptions durably = new WriteOptions().setSync(true);
                WriteBatch batch = new WriteBatch()) {
            for (Map.Entry<String, String> change : changes.entrySet()) {
                if (change.getValue().isEmpty()) {
                    batch.delete(family, bytes(change.getKey()));
                } else {
                    batch.put(family, bytes(change.getKey()), bytes(change.getValue()));
                }
            }
            db.write(durably, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException("records %s: cannot be written".formatted(changes.keySet()), e);
        }
    }

    /** Each character as it is, even half of a pair. */
    private static byte[] bytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String text(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }
}
