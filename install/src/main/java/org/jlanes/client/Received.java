package org.jlanes.client;

import org.jlanes.wire.Message;

/// A message that came from the kernel.
///
/// @param channel where
/// @param message what
public record Received(ChannelName channel, Message message) {}
