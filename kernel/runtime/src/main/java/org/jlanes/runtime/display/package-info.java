/// Showing things under a cell.
///
/// ```java
/// Display.html("<b>bold</b>", "bold");
/// var place = Display.show("0 of 10");
/// place.update("10 of 10");
/// for (int i : Progress.range(10)) System.out.println(i);
/// ```
package org.jlanes.runtime.display;
