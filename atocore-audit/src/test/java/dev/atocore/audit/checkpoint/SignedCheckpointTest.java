package dev.atocore.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.seal.TreeHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedCheckpointTest {
  /** The example of https://c2sp.org/signed-note. */
  private static final String SPEC_KEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  private static final String SPEC_NOTE =
      "This is an example message.\n\n— example.com/foo"
          + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

  /** The example of golang.org/x/mod/sumdb/note, which C2SP's format comes from. */
  private static final String GO_SECRET =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static final String GO_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String GO_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String GO_NOTE =
      GO_TEXT
          + "\n— PeterNeumann"
          + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  /** The example of https://c2sp.org/tlog-checkpoint, whose key is not published. */
  private static final String SPEC_CHECKPOINT =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
          + "— example.com/behind-the-sofa"
          + " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

  private static final TreeHead HEAD =
      new TreeHead(
          5, ByteString.ofHex("4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"));

  @TempDir Path folder;

  @Test
  void note_ofTheSpecification_verifies() {
    assertThat(VerifierKey.parse(SPEC_KEY).signed(SignedNote.parse(SPEC_NOTE))).isTrue();
    assertThat(VerifierKey.parse(SPEC_KEY)).hasToString(SPEC_KEY);
    assertThat(SignedNote.parse(SPEC_NOTE).format()).isEqualTo(SPEC_NOTE);
    assertThat(
            VerifierKey.parse(SPEC_KEY)
                .signed(SignedNote.parse(SPEC_NOTE.replace("example message", "other message"))))
        .isFalse();
  }

  @Test
  void note_ofGo_isSignedToTheByte() {
    CheckpointKey key = CheckpointKey.parse(GO_SECRET);

    assertThat(key.verifier()).hasToString(GO_KEY);
    assertThat(key.sign(GO_TEXT).format()).isEqualTo(GO_NOTE);
    assertThat(VerifierKey.parse(GO_KEY).signed(SignedNote.parse(GO_NOTE))).isTrue();
    assertThat(key.toString()).doesNotContain("AYEKFALVFGyNhPJEMzD1QIDr");
  }

  @Test
  void checkpoint_ofTheSpecification_isRead() throws Exception {
    Path file = folder.resolve("checkpoint");
    Files.writeString(file, SPEC_CHECKPOINT);

    SignedCheckpoint checkpoint = SignedCheckpoint.read(file, null);
    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.head().size()).isEqualTo(20_852_163);
    assertThat(checkpoint.head().root().hex()).startsWith("0ac5186a91863e8e");
  }

  @Test
  void checkpoint_isFourLinesAndASignature() {
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    SignedCheckpoint checkpoint = key.sign(HEAD);

    assertThat(checkpoint.note())
        .startsWith(
            "example.org/memory\n5\nTju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=\n\n— example.org/memory ")
        .endsWith("=\n");
    assertThat(SignedCheckpoint.open(checkpoint.note(), key.verifier())).isEqualTo(checkpoint);
  }

  @Test
  void checkpoint_thatIsNotThatKeys_isRefused() {
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    CheckpointKey other = CheckpointKey.openOrCreate(folder.resolve("other"), "example.org/memory");
    String note = key.sign(HEAD).note();

    assertThatThrownBy(() -> SignedCheckpoint.open(note, other.verifier()))
        .extracting("code")
        .isEqualTo("bad_signature");
    assertThatThrownBy(() -> SignedCheckpoint.open(note.replace("\n5\n", "\n6\n"), key.verifier()))
        .extracting("code")
        .isEqualTo("bad_signature");
  }

  @Test
  void checkpoint_anyByteChanged_isRefused() {
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    String note = key.sign(HEAD).note();

    for (int i = 0; i < note.length(); i++) {
      char[] changed = note.toCharArray();
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      String mangled = new String(changed);
      assertThatThrownBy(() -> SignedCheckpoint.open(mangled, key.verifier()))
          .isInstanceOf(AuditException.class);
    }
    for (int end = 0; end < note.length(); end++) {
      String cut = note.substring(0, end);
      assertThatThrownBy(() -> SignedCheckpoint.open(cut, key.verifier()))
          .isInstanceOf(AuditException.class);
    }
  }

  @Test
  void checkpoint_withAWitnessBelow_isStillRead() {
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    CheckpointKey witness = CheckpointKey.openOrCreate(folder.resolve("w"), "witness.example");
    String text = "example.org/memory\n5\n" + key.sign(HEAD).note().split("\n", -1)[2] + "\n";
    String both = key.sign(HEAD).note() + witness.sign(text).format().substring(text.length() + 1);

    assertThat(SignedCheckpoint.open(both, key.verifier()).head()).isEqualTo(HEAD);
    assertThat(SignedCheckpoint.open(both, witness.verifier()).head()).isEqualTo(HEAD);
  }

  @Test
  void key_isMadeOnce_forItsOwnerOnly() throws Exception {
    Path file = folder.resolve("keys/checkpoint-key");
    CheckpointKey made = CheckpointKey.openOrCreate(file, null);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.verifier().name()).matches("atocore/[0-9a-f]{12}");
    assertThat(CheckpointKey.openOrCreate(file, "other").verifier())
        .hasToString(made.verifier().toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> CheckpointKey.openOrCreate(file, null))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void key_damagedOrOfABadName_isRefused() throws Exception {
    Path file = folder.resolve("key");
    Files.writeString(file, GO_SECRET.replace("c74f20a3", "c74f20a4"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> CheckpointKey.openOrCreate(file, null))
        .extracting("code")
        .isEqualTo("bad_key");
    assertThatThrownBy(() -> CheckpointKey.openOrCreate(folder.resolve("b"), "a b"))
        .extracting("code")
        .isEqualTo("bad_key");
    for (int i = 0; i < GO_KEY.length(); i++) {
      char[] changed = GO_KEY.toCharArray();
      changed[i]++;
      String mangled = new String(changed);
      assertThatThrownBy(() -> VerifierKey.parse(mangled)).isInstanceOf(AuditException.class);
    }
  }
}
