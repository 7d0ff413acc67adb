package dev.atocore.cli.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Copies a jar with its classes in the format of Java 8. picocli's are in that of Java 5, which the
 * JVM verifies the slow way at each start and keeps out of class archives: half of its start-up.
 */
final class BytecodeUpgrade {
  private BytecodeUpgrade() {}

  static void copy(Path from, Path to) throws IOException {
    try (ZipFile jar = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.isDirectory() || isSigned(entry.getName())) {
          continue;
        }
        byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? upgrade(bytes) : bytes);
        out.closeEntry();
      }
    }
  }

  private static byte[] upgrade(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    reader.accept(new Version8(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /** A signature would no longer hold. */
  private static boolean isSigned(String name) {
    return name.startsWith("META-INF/")
        && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA"));
  }

  private static final class Version8 extends ClassVisitor {
    Version8(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      super.visit(Math.max(version, Opcodes.V1_8), access, name, signature, superName, interfaces);
    }
  }
}
