package dev.atocore.statements;

import java.util.List;

/** All rooms, module by module. */
final class Catalogue {
  static final List<Room> ROOMS =
      List.of(
          EntryStatements.ROOM,
          ChainStatements.ROOM,
          ErasureStatements.ROOM,
          GapStatements.ROOM,
          TreeStatements.ROOM,
          ReplayStatements.ROOM,
          SchemaStatements.ROOM,
          MemoryStatements.ROOM,
          SourceStatements.ROOM,
          StateStatements.ROOM,
          SearchStatements.ROOM,
          ResidueStatements.ROOM,
          FigureStatements.ROOM,
          ReferenceStatements.ROOM,
          DuplicateStatements.ROOM,
          DuplicateStatements.REPAIR,
          HistoryStatements.ROOM);

  private Catalogue() {}
}
