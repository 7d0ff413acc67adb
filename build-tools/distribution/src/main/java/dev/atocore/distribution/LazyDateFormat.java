package dev.atocore.distribution;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes sqlite-jdbc build its date format when someone asks for it. As it is, each connection
 * builds one, which reads the locale data of the whole world: a tenth of a short command. AtoCore
 * stores no SQL dates, so no one ever asks.
 */
final class LazyDateFormat extends ClassVisitor {
  static final String CLASS = "org/sqlite/SQLiteConnectionConfig";
  private static final String FORMAT = "org/sqlite/date/FastDateFormat";
  private static final String GET_INSTANCE = "(Ljava/lang/String;)L" + FORMAT + ";";

  LazyDateFormat(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (name.equals("getDateFormat")) {
      writeGetter(method);
      return null;
    }
    return new WithoutFormat(method);
  }

  /**
   * {@code if (dateFormat == null) dateFormat = getInstance(dateStringFormat); return dateFormat;}
   */
  private static void writeGetter(MethodVisitor method) {
    Label made = new Label();
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, CLASS, "dateFormat", "L" + FORMAT + ";");
    method.visitJumpInsn(Opcodes.IFNONNULL, made);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, CLASS, "dateStringFormat", "Ljava/lang/String;");
    method.visitMethodInsn(Opcodes.INVOKESTATIC, FORMAT, "getInstance", GET_INSTANCE, false);
    method.visitFieldInsn(Opcodes.PUTFIELD, CLASS, "dateFormat", "L" + FORMAT + ";");
    method.visitLabel(made);
    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, CLASS, "dateFormat", "L" + FORMAT + ";");
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(2, 1);
    method.visitEnd();
  }

  /** Null in place of the format. */
  private static final class WithoutFormat extends MethodVisitor {
    WithoutFormat(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(FORMAT) && name.equals("getInstance") && descriptor.equals(GET_INSTANCE)) {
        super.visitInsn(Opcodes.POP);
        super.visitInsn(Opcodes.ACONST_NULL);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
