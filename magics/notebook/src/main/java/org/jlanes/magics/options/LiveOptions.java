package org.jlanes.magics.options;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.system.JvmOptions;

/// The options that a running JVM can change.
final class LiveOptions {
  private static final Pattern PROPERTY = Pattern.compile("-D([^=]+)(?:=(.*))?", Pattern.DOTALL);
  private static final Pattern SWITCH = Pattern.compile("-XX:([+-])(\\w+)");
  private static final Pattern VALUE = Pattern.compile("-XX:(\\w+)=(.*)");

  private LiveOptions() {}

  /// Sets an option in this JVM.
  ///
  /// @return what has been done; empty if only another start can
  /// @throws MagicError if the JVM refuses the value
  static Optional<String> set(Words.Word option) throws MagicError {
    Matcher property = PROPERTY.matcher(option.text());
    if (property.matches()) {
      String value = property.group(2) == null ? "" : property.group(2);
      JvmOptions.setProperty(property.group(1), value);
      return Optional.of(
          property.group(1) + "=" + value + "   (now, here and in new workers, not recorded)");
    }
    Matcher flag = SWITCH.matcher(option.text());
    if (flag.matches()) {
      return flag(option, flag.group(2), Boolean.toString(flag.group(1).equals("+")));
    }
    Matcher value = VALUE.matcher(option.text());
    return value.matches() ? flag(option, value.group(1), value.group(2)) : Optional.empty();
  }

  private static Optional<String> flag(Words.Word option, String name, String value)
      throws MagicError {
    HotSpotDiagnosticMXBean flags =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    VMOption now;
    try {
      now = flags.getVMOption(name);
    } catch (IllegalArgumentException e) {
      // Not known, or not in a product build before it is unlocked: the trial start says so.
      return Optional.empty();
    }
    if (!now.isWriteable()) {
      return Optional.empty();
    }
    try {
      flags.setVMOption(name, value);
    } catch (IllegalArgumentException e) {
      throw Words.wrong(option, "the JVM refuses this: " + e.getMessage(), "");
    }
    return Optional.of(
        name + " was " + now.getValue() + ", is " + value + "   (now, in this JVM, not recorded)");
  }
}
