package org.jlanes.magics.header;

/// An option that a magic does not have, but of which its user may well think that it has: it is
/// refused with the reason.
///
/// @param name the key, without the dashes
/// @param why what is wrong, as in `belongs to %%virtual`
/// @param advice what to do instead
public record ForeignOption(String name, String why, String advice) {}
