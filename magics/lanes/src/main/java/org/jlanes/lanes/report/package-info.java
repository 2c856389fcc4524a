/// The account of a run: figures computed from the items' timestamps, and their display as HTML and
/// as text.
///
/// Internal: [org.jlanes.lanes.LaneReport] has the figures, and shows itself. Nothing is measured
/// here.
package org.jlanes.lanes.report;
