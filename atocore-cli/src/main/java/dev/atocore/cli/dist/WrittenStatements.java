package dev.atocore.cli.dist;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts the statements of the checks, which jOOQ writes when a check's class is loaded, into the
 * class as the text they come to. The texts never change, and writing them costs a command that
 * runs a check half a second of CPU on JDK 17.
 */
final class WrittenStatements {
  private static final String WRITER = "dev/atocore/integrity/Sql";
  private static final String STRING = "Ljava/lang/String;";

  private WrittenStatements() {}

  /** The class with its statements as constants, or as it was when it has none. */
  static byte[] in(byte[] bytes) {
    ClassNode type = new ClassNode();
    new ClassReader(bytes).accept(type, 0);
    MethodNode initializer = initializer(type);
    if (initializer == null || !isStraight(initializer) || !replace(type, initializer)) {
      return bytes;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.accept(writer);
    return writer.toByteArray();
  }

  private static @Nullable MethodNode initializer(ClassNode type) {
    for (MethodNode method : type.methods) {
      if (method.name.equals("<clinit>")) {
        return method;
      }
    }
    return null;
  }

  /** One assignment after the other, so that each ends with the stack empty. */
  private static boolean isStraight(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode) {
        return false;
      }
    }
    return method.tryCatchBlocks.isEmpty();
  }

  /** Each assignment either stays, is replaced by its value, or was only jOOQ's own. */
  private static boolean replace(ClassNode type, MethodNode initializer) {
    InsnList replaced = new InsnList();
    InsnList assignment = new InsnList();
    boolean found = false;
    for (AbstractInsnNode instruction : initializer.instructions.toArray()) {
      initializer.instructions.remove(instruction);
      assignment.add(instruction);
      if (instruction instanceof FieldInsnNode field && field.getOpcode() == Opcodes.PUTSTATIC) {
        if (field.desc.equals(STRING) && callsWriter(assignment)) {
          assignment.clear();
          assignment.add(new LdcInsnNode(value(type, field.name)));
          assignment.add(new FieldInsnNode(Opcodes.PUTSTATIC, type.name, field.name, STRING));
          found = true;
        } else if (field.desc.contains("jooq/")) {
          assignment.clear();
          found = true;
        }
        replaced.add(assignment);
      }
    }
    replaced.add(assignment);
    initializer.instructions.add(replaced);
    return found;
  }

  private static boolean callsWriter(InsnList instructions) {
    for (AbstractInsnNode instruction : instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(WRITER)
          && call.name.equals("text")) {
        return true;
      }
    }
    return false;
  }

  /** What the program itself would have put there. */
  private static String value(ClassNode type, String name) {
    try {
      Field field = Class.forName(type.name.replace('/', '.')).getDeclaredField(name);
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the statement " + type.name + "." + name + " is not written", e);
    }
  }
}
