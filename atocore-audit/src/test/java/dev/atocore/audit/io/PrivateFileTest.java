package dev.atocore.audit.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  private static final int NOBODY = 65534;

  @TempDir Path folder;

  @Test
  void replacedFile_isPrivateAndOurs_whateverItWasBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "planted");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    PrivateFile.replace(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("out");
  }

  @Test
  void link_isNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("out"), victim);
    Files.createSymbolicLink(folder.resolve("out.part"), victim);

    assertThatThrownBy(() -> PrivateFile.replace(link, new byte[0]))
        .hasMessageEndingWith("out is a symbolic link, not a regular file");
    assertThatThrownBy(() -> PrivateFile.open(link, StandardOpenOption.WRITE))
        .hasMessageEndingWith("out is a symbolic link, not a regular file");
    assertThat(victim).hasContent("precious");
  }

  @Test
  @Timeout(20)
  void pipe_isNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    Machine.needs(Machine.runs("mkfifo", pipe.toString()), "mkfifo on the PATH");

    assertThatThrownBy(() -> PrivateFile.open(pipe, StandardOpenOption.READ))
        .hasMessageEndingWith("pipe is a pipe or a device, not a regular file");
    assertThatThrownBy(() -> PrivateFile.readTrusted(pipe, 10))
        .hasMessageEndingWith("pipe is a pipe or a device, not a regular file");
    assertThatThrownBy(() -> PrivateFile.replace(pipe, new byte[0]))
        .hasMessageEndingWith("pipe is a pipe or a device, not a regular file");
  }

  @Test
  void file_thatOthersMayHaveWritten_isNotTrusted() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "secret");
    assertThat(PrivateFile.readTrusted(file, 6)).asString(UTF_8).isEqualTo("secret");
    assertThatThrownBy(() -> PrivateFile.readTrusted(file, 5)).hasMessageEndingWith("than 5 bytes");
    for (String mode : new String[] {"rw--w----", "rw-----w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> PrivateFile.readTrusted(file, 6))
          .hasMessageStartingWith("others may write ");
    }
  }

  @Test
  void file_ofAnotherUser_isNotTrusted() throws IOException {
    Machine.needs("root".equals(System.getProperty("user.name")), "root, to give files away");
    Path file = Files.writeString(folder.resolve("key"), "secret");
    Files.setAttribute(file, "unix:uid", NOBODY);
    assertThatThrownBy(() -> PrivateFile.readTrusted(file, 6)).hasMessageEndingWith(", not to you");

    Files.setAttribute(folder, "unix:uid", NOBODY);
    assertThat(PrivateFile.readTrusted(file, 6)).hasSize(6);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> PrivateFile.readTrusted(file, 6)).hasMessageEndingWith(", not to you");
  }

  @Test
  void temporaryFiles_haveNamesThatNobodyGuesses_andThoseOfACrashGo() throws IOException {
    Path file = folder.resolve("out");
    Path left = PrivateFile.temporary(file);
    Path fresh = PrivateFile.temporary(file);
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    Path last = PrivateFile.temporary(file);

    assertThat(left).doesNotExist();
    assertThat(fresh).exists().isNotEqualTo(last);
  }
}
