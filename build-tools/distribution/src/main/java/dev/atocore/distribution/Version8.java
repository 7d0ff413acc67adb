package dev.atocore.distribution;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Gives a class at least the format of Java 8. */
final class Version8 extends ClassVisitor {
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
