package org.jlanes.lanes.process;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.lanes.LaneContext;

/// Hashes the instructions of methods, with the names of [KeyNames]. For one thread.
final class KeyInstructions {
  private static final String LANE = LaneContext.class.getName();

  private final KeyNames names;
  private final KeyHash hash;
  private final Map<Label, Integer> labels = new HashMap<>();
  private boolean asks;

  KeyInstructions(KeyNames names, KeyHash hash) {
    this.names = names;
    this.hash = hash;
  }

  /// Whether any of them asks the lane for the item's number, or for random numbers.
  boolean askForTheItem() {
    return asks;
  }

  /// Adds the code of one method.
  void add(CodeModel code) {
    labels.clear();
    for (CodeElement element : code) {
      switch (element) {
        case Instruction i -> {
          hash.number(i.opcode().ordinal());
          operands(i);
        }
        case LabelTarget t -> hash.text("label").number(label(t.label()));
        case ExceptionCatch c -> {
          hash.text("catch")
              .number(label(c.tryStart()))
              .number(label(c.tryEnd()))
              .number(label(c.handler()))
              .text(c.catchType().map(this::type).orElse(""));
        }
        default -> {}
      }
    }
    hash.text("end");
  }

  private void operands(Instruction instruction) {
    switch (instruction) {
      case InvokeInstruction i -> {
        String owner = name(i.owner());
        String name = i.name().stringValue();
        asks |=
            owner.equals(LANE)
                && (name.equals("index") || name.equals("random") || name.equals("toString"));
        hash.text(type(i.owner()))
            .text(names.method(owner, name))
            .text(names.descriptor(i.type().stringValue()))
            .number(i.isInterface() ? 1 : 0);
      }
      case InvokeDynamicInstruction d -> {
        hash.text(d.name().stringValue()).text(names.descriptor(d.type().stringValue()));
        constant(d.bootstrapMethod());
        constants(d.bootstrapArgs());
      }
      case FieldInstruction f ->
          hash.text(type(f.owner()))
              .text(f.name().stringValue())
              .text(names.descriptor(f.type().stringValue()));
      case ConstantInstruction c -> constant(c.constantValue());
      case LoadInstruction l -> hash.number(l.slot());
      case StoreInstruction s -> hash.number(s.slot());
      case IncrementInstruction i -> hash.number(i.slot()).number(i.constant());
      case BranchInstruction b -> hash.number(label(b.target()));
      case LookupSwitchInstruction s -> cases(s.defaultTarget(), s.cases());
      case TableSwitchInstruction s -> cases(s.defaultTarget(), s.cases());
      case NewObjectInstruction n -> hash.text(type(n.className()));
      case NewReferenceArrayInstruction n -> hash.text(type(n.componentType()));
      case NewPrimitiveArrayInstruction n -> hash.number(n.typeKind().ordinal());
      case NewMultiArrayInstruction n -> hash.text(type(n.arrayType())).number(n.dimensions());
      case TypeCheckInstruction t -> hash.text(type(t.type()));
      default -> {}
    }
  }

  private void cases(Label otherwise, List<SwitchCase> cases) {
    hash.number(label(otherwise)).number(cases.size());
    cases.forEach(c -> hash.number(c.caseValue()).number(label(c.target())));
  }

  private int label(Label label) {
    return labels.computeIfAbsent(label, l -> labels.size());
  }

  private void constants(List<ConstantDesc> constants) {
    hash.number(constants.size());
    constants.forEach(this::constant);
  }

  private void constant(ConstantDesc constant) {
    switch (constant) {
      case null -> hash.text("null");
      case ClassDesc c -> hash.text("class").text(names.descriptor(c.descriptorString()));
      case MethodTypeDesc t -> hash.text("type").text(names.descriptor(t.descriptorString()));
      case DirectMethodHandleDesc h -> {
        String owner = binaryName(h.owner());
        hash.text("handle")
            .text(h.kind().name())
            .text(names.of(owner))
            .text(names.method(owner, h.methodName()))
            .text(names.descriptor(h.lookupDescriptor()));
      }
      case DynamicConstantDesc<?> d -> {
        hash.text("dynamic")
            .text(d.constantName())
            .text(names.descriptor(d.constantType().descriptorString()));
        constant(d.bootstrapMethod());
        constants(d.bootstrapArgsList());
      }
      case String s -> hash.text("text").text(s);
      case Float f -> hash.text("float").number(Float.floatToRawIntBits(f));
      case Double d -> hash.text("double").number(Double.doubleToRawLongBits(d));
      case Number n -> hash.text("number").number(n.longValue());
      default -> hash.text(constant.toString());
    }
  }

  private String type(ClassEntry type) {
    String name = type.asInternalName();
    return name.startsWith("[") ? names.descriptor(name) : names.of(name(type));
  }

  static String name(ClassEntry type) {
    return type.asInternalName().replace('/', '.');
  }

  private static String binaryName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
        : descriptor;
  }
}
