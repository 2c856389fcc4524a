package org.jlanes.channels;

import java.util.function.Consumer;
import org.jlanes.wire.Message;

/// Who gets the messages of each channel. Each is called on its channel's thread and must return
/// quickly.
///
/// @param shell requests that wait for each other
/// @param control requests that must not wait for a running cell
/// @param stdin answers to `input_request`
public record Receivers(
    Consumer<Message> shell, Consumer<Message> control, Consumer<Message> stdin) {}
