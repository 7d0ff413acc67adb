package dev.atocore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The vectors are those of Certificate Transparency's reference implementation
 * (transparency-dev/merkle, testonly), which RFC 6962 and RFC 9162 share.
 */
class MerkleTreeTest {
  private static final String[] LEAVES = {
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f"
  };
  private static final String[] ROOTS = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  };

  private Connection connection;
  private HashTiles tiles;
  private MerkleTree tree;

  @BeforeEach
  void setUp() throws Exception {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate(
          "CREATE TABLE audit_tile (level INTEGER, tile INTEGER, hashes BLOB, row_digest BLOB,"
              + " PRIMARY KEY (level, tile))");
    }
    tiles = new HashTiles(new SqlConnection(connection, SqlDialect.SQLITE));
    tree = new MerkleTree(tiles);
  }

  @AfterEach
  void tearDown() throws Exception {
    connection.close();
  }

  @Test
  void root_referenceVectors() throws Exception {
    CompactRange range = new CompactRange();
    assertThat(tree.root(0).hex()).isEqualTo(ROOTS[0]);
    assertThat(range.root().hex()).isEqualTo(ROOTS[0]);
    for (int i = 0; i < LEAVES.length; i++) {
      ByteString leaf = MerkleHash.leaf(ByteString.ofHex(LEAVES[i]));
      tiles.append(i, List.of(leaf));
      range.add(leaf);
      assertThat(tree.root(i + 1).hex()).isEqualTo(ROOTS[i + 1]);
      assertThat(range.root().hex()).isEqualTo(ROOTS[i + 1]);
    }
    assertThat(tiles.size()).isEqualTo(8);
  }

  @Test
  void inclusion_referenceVectors() throws Exception {
    appendReferenceLeaves();

    assertThat(hex(tree.inclusion(0, 1))).isEmpty();
    assertThat(hex(tree.inclusion(0, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(tree.inclusion(5, 8)))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(tree.inclusion(2, 3)))
        .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assertThat(hex(tree.inclusion(1, 5)))
        .containsExactly(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void consistency_referenceVectors() throws Exception {
    appendReferenceLeaves();

    assertThat(hex(tree.consistency(1, 1))).isEmpty();
    assertThat(hex(tree.consistency(1, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(tree.consistency(6, 8)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(tree.consistency(2, 5)))
        .containsExactly(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    assertThat(hex(tree.consistency(6, 7)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  /** Sizes around a full tile and a full tile of tiles, added in uneven batches. */
  @Test
  void tiles_giveTheRootsOfOneTree() throws Exception {
    CompactRange range = new CompactRange();
    List<Long> looked = List.of(1L, 255L, 256L, 257L, 511L, 512L, 513L, 65_535L, 65_536L, 65_537L);
    long size = 0;
    for (long next : looked) {
      List<ByteString> batch = new ArrayList<>();
      for (long leaf = size; leaf < next; leaf++) {
        batch.add(leaf(leaf));
        range.add(leaf(leaf));
      }
      tiles.append(size, batch);
      size = next;
      assertThat(tiles.size()).isEqualTo(size);
      assertThat(tree.root(size)).isEqualTo(range.root());
    }
    for (long index : List.of(0L, 255L, 256L, 40_000L, 65_535L, 65_536L)) {
      assertThat(fold(leaf(index), index, size, tree.inclusion(index, size)))
          .isEqualTo(range.root());
    }
  }

  @Test
  void everyProofOfSmallTrees_leadsToTheRoot() throws Exception {
    List<ByteString> leaves = new ArrayList<>();
    for (long leaf = 0; leaf < 70; leaf++) {
      leaves.add(leaf(leaf));
    }
    tiles.append(0, leaves);
    for (long size = 1; size <= 70; size++) {
      for (long index = 0; index < size; index++) {
        List<ByteString> path = tree.inclusion(index, size);
        assertThat(fold(leaf(index), index, size, path)).isEqualTo(tree.root(size));
        assertThat(fold(leaf(index + 1), index, size, path)).isNotEqualTo(tree.root(size));
      }
    }
  }

  /** RFC 9162, section 2.1.3.2. */
  private static ByteString fold(ByteString leaf, long index, long size, List<ByteString> path) {
    long node = index;
    long last = size - 1;
    ByteString hash = leaf;
    for (ByteString sibling : path) {
      assertThat(last).isNotZero();
      if ((node & 1) == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    assertThat(last).isZero();
    return hash;
  }

  private void appendReferenceLeaves() throws Exception {
    List<ByteString> leaves = new ArrayList<>();
    for (String leaf : LEAVES) {
      leaves.add(MerkleHash.leaf(ByteString.ofHex(leaf)));
    }
    tiles.append(0, leaves);
  }

  private static ByteString leaf(long number) {
    return MerkleHash.leaf(ByteString.ofHex("%016x".formatted(number)));
  }

  private static List<String> hex(List<ByteString> hashes) {
    return hashes.stream().map(ByteString::hex).toList();
  }
}
