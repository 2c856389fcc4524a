/// The account of a run: figures computed from the items' timestamps, and their display as HTML and
/// as text.
package org.jlanes.lanes.report;
