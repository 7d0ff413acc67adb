package dev.atocore.statements;

import java.util.List;

/** All rooms, module by module. */
final class Catalogue {
  static final List<Room> ROOMS =
      List.of(
          EntryStatements.ROOM,
          FilterStatements.ROOM,
          BeginningStatements.ROOM,
          ChainStatements.ROOM,
          ErasureStatements.ROOM,
          GapStatements.ROOM,
          KeyStatements.ROOM,
          RecordStatements.RECORDS,
          RecordStatements.EXTENT,
          TreeStatements.ROOM,
          ReplayStatements.ROOM,
          SchemaStatements.ROOM,
          MemoryStatements.ROOM,
          EvidenceStatements.ROOM,
          RefusalStatements.ROOM,
          SourceStatements.ROOM,
          StateStatements.ROOM,
          AnsweredStatements.ROOM,
          RecallStatements.ROOM,
          SearchStatements.ROOM,
          VectorStatements.ROOM,
          ResidueStatements.ROOM,
          ResidueStatements.SELECTION,
          ResidueStatements.CHUNK,
          FigureStatements.ROOM,
          HoleStatements.ROOM,
          ReferenceStatements.ROOM,
          ReferenceStatements.REPLACEMENTS,
          DuplicateStatements.ROOM,
          HistoryStatements.ROOM,
          CheckStatements.ROOM,
          CheckStatements.RUN,
          CheckStatements.IMAGES,
          CheckStatements.BACKUP,
          CheckStatements.REPAIR);

  private Catalogue() {}
}
