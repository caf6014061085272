package dev.leafnode.host;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the host keeps with JPA. */
@Entity
@Table(name = "host_note")
class Note {

    @Id
    private String id = "";

    private String text = "";

    protected Note() {}

    Note(String id, String text) {
        this.id = id;
        this.text = text;
    }

    String id() {
        return id;
    }

    String text() {
        return text;
    }
}
