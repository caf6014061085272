package dev.leafnode.host;

import org.springframework.data.jpa.repository.JpaRepository;

/** Where the host keeps them. */
interface Notes extends JpaRepository<Note, String> {}
