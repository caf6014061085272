package dev.leafnode.host;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.domain.Persistable;
import org.springframework.data.relational.core.mapping.Table;

/** What the host keeps with Spring Data JDBC. The annotation tells its repository from one of JPA. */
@Table
record Thing(@Id String id, String name) implements Persistable<String> {

    @PersistenceCreator
    Thing {}

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
