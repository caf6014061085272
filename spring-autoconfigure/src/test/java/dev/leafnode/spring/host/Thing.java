package dev.leafnode.spring.host;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.domain.Persistable;

/** What the host keeps. */
public record Thing(@Id String id, String name) implements Persistable<String> {

    @PersistenceCreator
    public Thing {}

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
