package org.jlanes.soak;

/// What a kernel can do wrong under load.
enum Fault {
  LINE_LOST("lines that never came"),
  LINE_TWICE("lines that came twice, or were never printed"),
  LINE_ORDER("lines of one stream out of order"),
  STREAMS_CROSSED("lines of stdout and stderr out of their common order"),
  LINE_ASTRAY("lines under another request, while their cell ran"),
  LATE_LINE_ASTRAY("lines of threads that outlived their cell under another request"),
  REPLY_LOST("requests without a reply, or without idle, in time"),
  REPLY_TWICE("requests with more than one reply"),
  REPLY_ASTRAY("replies of a wrong type, or at a client that had not asked"),
  STATUS_WRONG("requests not framed by exactly one busy and one idle"),
  OUTPUT_AFTER_IDLE("requests with output behind idle, though they left no thread"),
  RESULT_WRONG("results, errors or answers that are missing or other than expected"),
  NOT_ABORTED("cells that ran although one before them had failed"),
  ABORTED_RAN("aborted cells that printed"),
  COUNT_TWICE("execution counts used twice"),
  CLIENTS_DIFFER("messages that one client saw and another did not, or in another order"),
  MESSAGE_TWICE("messages published twice"),
  MESSAGE_DROPPED("messages that the client refused as malformed or replayed"),
  UNASKED("messages whose parent nobody had sent"),
  NOT_ENDED("kernels that did not end, or not start again, in time"),
  SLOW_END("kernels that took more than 5 s to end"),
  CHILD_LEFT("processes of ended kernels that lived on"),
  FILE_LEFT("files of ended kernels that stayed"),
  GROWN("figures of the first kernel that grew after its warm-up");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /// What is counted, for the table.
  String meaning() {
    return meaning;
  }
}
