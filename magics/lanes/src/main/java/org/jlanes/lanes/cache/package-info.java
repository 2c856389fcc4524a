/// Results on disk: files, folders, what is removed when there are too many. Knows nothing of
/// bodies and items: what a result's key is made of is the business of
/// [org.jlanes.lanes.run.ItemKeys].
///
/// Internal: `Lane.cache`, `Lane.resume` and `Lanes.cache` are the way in.
package org.jlanes.lanes.cache;
