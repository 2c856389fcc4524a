package org.jlanes.runtime.weave;

import static java.lang.constant.DirectMethodHandleDesc.Kind.STATIC;

import java.lang.classfile.Attributes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The part of [Weaver] that rewrites one method body.
final class CodeWeaver implements CodeTransform {
  private static final ClassDesc STOP_CHECK = ClassDesc.of(StopCheck.class.getName());
  private static final ClassDesc CAPTURE = ClassDesc.of(ScopeCapture.class.getName());
  private static final ClassDesc STAGES = ClassDesc.of(StageCapture.class.getName());
  private static final ClassDesc ASYNC = ClassDesc.of(AsyncCapture.class.getName());
  private static final ClassDesc EXECUTOR = ClassDesc.of("java.util.concurrent.Executor");
  private static final ClassDesc METAFACTORY = ClassDesc.of(LambdaMetafactory.class.getName());
  private static final DirectMethodHandleDesc ALT_METAFACTORY =
      MethodHandleDesc.ofMethod(
          STATIC,
          METAFACTORY,
          "altMetafactory",
          MethodTypeDesc.of(
              ConstantDescs.CD_CallSite,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_MethodType,
              ConstantDescs.CD_Object.arrayType()));

  /// Index of the implementation among the static arguments of a metafactory.
  private static final int IMPLEMENTATION = 1;

  /// Index of altMetafactory's flags among its static arguments.
  private static final int FLAGS = 3;

  private final CodeModel body;
  private final Extent extent;
  private final boolean everything;
  private final boolean timerTask;
  private final Set<Label> passed = new HashSet<>();

  /// @param timerTask whether this is what a `Timer` runs
  CodeWeaver(CodeModel body, Extent extent, boolean timerTask) {
    this.body = body;
    this.extent = extent;
    this.everything = extent.isNotebook();
    this.timerTask = timerTask;
  }

  @Override
  public void atStart(CodeBuilder builder) {
    if (everything) {
      // A frame stopped at the entry check shows the method's first line.
      for (CodeElement element : body) {
        if (element instanceof LineNumber first) {
          builder.lineNumber(first.line());
          break;
        }
      }
      if (timerTask) {
        enterTimerTask(builder, "enter");
      }
      check(builder);
    } else if (timerTask && extent.hasTasks()) {
      enterTimerTask(builder, "enterRegardless");
    }
  }

  private static void enterTimerTask(CodeBuilder builder, String hook) {
    builder.aload(0);
    builder.invokestatic(
        ClassDesc.of(TimerCapture.class.getName()),
        hook,
        MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of("java.util.TimerTask")));
  }

  @Override
  public void accept(CodeBuilder builder, CodeElement element) {
    // No pattern switch: that would make a class at its first use, which a starting worker waits
    // for.
    if (element instanceof InvokeInstruction call) {
      invoke(builder, call);
      return;
    } else if (element instanceof InvokeDynamicInstruction call) {
      invokeDynamic(builder, call);
      return;
    } else if (element instanceof LabelTarget target) {
      passed.add(target.label());
    } else if (everything && jumpsBack(element)) {
      check(builder);
    }
    builder.with(element);
  }

  private boolean jumpsBack(CodeElement element) {
    if (element instanceof BranchInstruction branch) {
      return passed.contains(branch.target());
    } else if (element instanceof TableSwitchInstruction jump) {
      return passed.contains(jump.defaultTarget())
          || jump.cases().stream().anyMatch(c -> passed.contains(c.target()));
    }
    return element instanceof LookupSwitchInstruction jump
        && (passed.contains(jump.defaultTarget())
            || jump.cases().stream().anyMatch(c -> passed.contains(c.target())));
  }

  @Override
  public void atEnd(CodeBuilder builder) {
    // Rebuilt from its entries: the attribute itself would be copied with its old offsets.
    body.findAttribute(Attributes.stackMapTable())
        .ifPresent(frames -> builder.with(StackMapTableAttribute.of(frames.entries())));
  }

  private static void check(CodeBuilder builder) {
    builder.invokestatic(STOP_CHECK, "check", ConstantDescs.MTD_void);
  }

  private void invoke(CodeBuilder builder, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    Optional<Redirects.Target> always =
        call.opcode() == Opcode.INVOKESPECIAL
            ? Optional.empty()
            : hook(
                new Redirects.Call(
                    owner, name, call.typeSymbol(), call.opcode() == Opcode.INVOKESTATIC));
    if (always.isPresent()) {
      Redirects.Target target = always.get();
      builder.invokestatic(target.owner(), target.name(), target.type());
    } else if (!extent.hasTasks() || call.opcode() == Opcode.INVOKESPECIAL) {
      builder.with(call);
    } else if (everything
        && call.opcode() == Opcode.INVOKEVIRTUAL
        && TraceHook.prints(name, call.typeSymbol())) {
      builder.invokedynamic(
          DynamicCallSiteDesc.of(
              TraceHook.BOOTSTRAP,
              name,
              call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol())));
    } else if (!everything && Redirects.isOfStage(owner)) {
      bindAction(builder, call.typeSymbol());
      builder.with(call);
    } else if (Redirects.wantsExecutor(owner, name, call.typeSymbol())) {
      MethodTypeDesc type = call.typeSymbol();
      builder.invokestatic(CAPTURE, "executor", MethodTypeDesc.of(EXECUTOR));
      builder.invoke(
          call.opcode(),
          call.owner().asSymbol(),
          name,
          type.insertParameterTypes(type.parameterCount(), EXECUTOR),
          call.isInterface());
    } else if (Redirects.givesExecutor(owner, name, call.typeSymbol())) {
      builder.invokestatic(CAPTURE, "executor", MethodTypeDesc.of(EXECUTOR, EXECUTOR));
      builder.with(call);
    } else if (extent.hasStreams()
        && StreamHook.isTerminal(owner, name)
        && call.opcode() == Opcode.INVOKEINTERFACE) {
      builder.invokedynamic(
          DynamicCallSiteDesc.of(
              StreamHook.BOOTSTRAP,
              name,
              call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol())));
    } else {
      capture(builder, call, owner, name);
    }
  }

  /// The hook that takes the place of a call, whatever else is woven.
  private Optional<Redirects.Target> hook(Redirects.Call call) {
    Optional<Redirects.Target> always = Redirects.always(call);
    return always.isEmpty() && everything
        ? Redirects.trace(call).or(() -> Redirects.input(call))
        : always;
  }

  /// Binds what a library gives to a future to the scope, and leaves the executor that runs it to
  /// the future: the action is the last argument, or the one before an executor.
  private static void bindAction(CodeBuilder builder, MethodTypeDesc type) {
    int last = type.parameterCount() - 1;
    if (last < 0) {
      return;
    }
    boolean executor = last > 0 && type.parameterType(last).equals(EXECUTOR);
    ClassDesc action = type.parameterType(executor ? last - 1 : last);
    if (StageCapture.ACTIONS.contains(action)) {
      if (executor) {
        builder.swap();
      }
      builder.invokestatic(STAGES, "bind", MethodTypeDesc.of(action, action));
      if (executor) {
        builder.swap();
      }
    }
  }

  private static void capture(
      CodeBuilder builder, InvokeInstruction call, String owner, String name) {
    MethodTypeDesc type = call.typeSymbol();
    Optional<Redirects.Target> found =
        Redirects.capture(
            new Redirects.Call(owner, name, type, call.opcode() == Opcode.INVOKESTATIC));
    if (found.isEmpty()) {
      builder.with(call);
      return;
    }
    Redirects.Target target = found.get();
    builder.invokestatic(target.owner(), target.name(), target.type());
    if (!target.type().returnType().equals(type.returnType())) {
      builder.checkcast(type.returnType());
    }
  }

  private void invokeDynamic(CodeBuilder builder, InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    List<ConstantDesc> arguments = new ArrayList<>(call.bootstrapArgs());
    MethodTypeDesc site = call.typeSymbol();
    boolean isLambda = bootstrap.owner().equals(METAFACTORY);
    if (isLambda && arguments.get(IMPLEMENTATION) instanceof DirectMethodHandleDesc handle) {
      Optional<Redirects.Target> target =
          redirected(handle, site, bootstrap.methodName().equals("metafactory"));
      if (target.isPresent()) {
        Redirects.Target to = target.get();
        arguments.set(
            IMPLEMENTATION, MethodHandleDesc.ofMethod(STATIC, to.owner(), to.name(), to.type()));
        if (site.parameterCount() > 0) {
          // A captured receiver must have exactly the type of the hook's first parameter.
          site = site.changeParameterType(0, to.type().parameterType(0));
        }
      }
    }
    if (isLambda && everything) {
      if (bootstrap.methodName().equals("metafactory")) {
        bootstrap = ALT_METAFACTORY;
        arguments.add(LambdaMetafactory.FLAG_SERIALIZABLE);
      } else {
        int flags = (Integer) arguments.get(FLAGS);
        arguments.set(FLAGS, flags | LambdaMetafactory.FLAG_SERIALIZABLE);
      }
    }
    if (arguments.equals(call.bootstrapArgs())) {
      builder.with(call);
    } else {
      builder.invokedynamic(
          DynamicCallSiteDesc.of(
              bootstrap, call.name().stringValue(), site, arguments.toArray(ConstantDesc[]::new)));
    }
  }

  /// The hook that a method reference stands for.
  ///
  /// @param plain whether it is not one that a library can serialize: the compiler's code that
  ///   reads it back knows it by its method
  private Optional<Redirects.Target> redirected(
      DirectMethodHandleDesc handle, MethodTypeDesc site, boolean plain) {
    if (handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      return Optional.empty();
    }
    String owner = internalName(handle.owner());
    boolean isStatic =
        handle.kind() == STATIC || handle.kind() == DirectMethodHandleDesc.Kind.INTERFACE_STATIC;
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
    var always = hook(new Redirects.Call(owner, handle.methodName(), type, isStatic));
    if (always.isPresent() || !extent.hasTasks() || !everything && !plain) {
      return always;
    }
    boolean captured = !isStatic && site.parameterCount() > 0;
    String receiver = captured ? internalName(site.parameterType(0)) : owner;
    return Redirects.capture(new Redirects.Call(receiver, handle.methodName(), type, isStatic))
        .filter(t -> t.type().returnType().equals(type.returnType()))
        .filter(t -> everything || !t.owner().equals(ASYNC));
  }

  private static String internalName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return type.isClassOrInterface() ? descriptor.substring(1, descriptor.length() - 1) : "";
  }
}
