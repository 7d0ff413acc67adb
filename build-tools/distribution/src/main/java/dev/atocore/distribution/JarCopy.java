package dev.atocore.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Copies a jar and mends, in the copy, what would cost every short command its start. */
final class JarCopy {
  private static final String GROOVY_CLOSURE = "groovy/lang/Closure";

  private JarCopy() {}

  /**
   * Copies picocli. Its classes are in the format of Java 5, which the JVM verifies the slow way at
   * each start and keeps out of class archives; the copy's are in that of Java 8. And it looks for
   * Groovy at each start: not finding the class, the JVM would open every jar, so there is an empty
   * one.
   */
  static void picocli(Path from, Path to) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      copy(from, out, ClassWriter.COMPUTE_FRAMES, "", Version8::new);
      put(out, GROOVY_CLOSURE + ".class", emptyClass(GROOVY_CLOSURE));
    }
  }

  /** Copies sqlite-jdbc; see {@link LazyDateFormat}. */
  static void sqlite(Path from, Path to) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      copy(from, out, 0, LazyDateFormat.CLASS, LazyDateFormat::new);
    }
  }

  private static void copy(
      Path from, ZipOutputStream out, int writerFlags, String onlyClass, Mending mending)
      throws IOException {
    try (ZipFile jar = new ZipFile(from.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (entry.isDirectory() || isSignature(name)) {
          continue;
        }
        byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        boolean mend =
            name.endsWith(".class") && (onlyClass.isEmpty() || name.equals(onlyClass + ".class"));
        put(out, name, mend ? mended(bytes, writerFlags, mending) : bytes);
      }
    }
  }

  private static byte[] mended(byte[] bytes, int writerFlags, Mending mending) {
    ClassWriter writer = new ClassWriter(writerFlags);
    boolean frames = (writerFlags & ClassWriter.COMPUTE_FRAMES) != 0;
    new ClassReader(bytes).accept(mending.before(writer), frames ? ClassReader.SKIP_FRAMES : 0);
    return writer.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static byte[] emptyClass(String name) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER;
    writer.visit(Opcodes.V1_8, access, name, null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** A signature would no longer be valid. */
  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/")
        && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA"));
  }

  /** Puts a change before the writer of a class. */
  @FunctionalInterface
  private interface Mending {
    ClassVisitor before(ClassVisitor writer);
  }
}
