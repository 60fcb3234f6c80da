/** What machines read: NDJSON events and the report. */
@NullMarked
package dev.davit.cli.report;

import org.jspecify.annotations.NullMarked;
