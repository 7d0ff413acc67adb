package dev.atocore.bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.envers.Audited;

/** A memory as an entity of JaVers and Hibernate. */
@Entity
@Audited
public class Note {
  @Id @org.javers.core.metamodel.annotation.Id private String id = "";
  private String type = "";
  private String content = "";
  private String project = "";
  private String status = "";
  private double confidence;
  private String sourceChunkId = "";

  /** For Hibernate. */
  public Note() {}

  static Note of(int i) {
    Note note = new Note();
    note.id = new UUID(0x01a2_0000_0000_7000L + i, 0x8000_0000_0000_0000L).toString();
    note.type = "knowledge";
    note.content = Fill.text(i);
    note.project = "p" + i % 20;
    note.status = "candidate";
    note.confidence = 0.1;
    note.sourceChunkId = "chunk-" + i;
    return note;
  }

  String getId() {
    return id;
  }

  String getType() {
    return type;
  }

  String getContent() {
    return content;
  }

  String getProject() {
    return project;
  }

  String getStatus() {
    return status;
  }

  double getConfidence() {
    return confidence;
  }

  void setConfidence(double confidence) {
    this.confidence = confidence;
  }

  String getSourceChunkId() {
    return sourceChunkId;
  }
}
