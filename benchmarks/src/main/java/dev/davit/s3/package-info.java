/** Measures the S3 provider from within its own package. */
@NullMarked
package dev.davit.s3;

import org.jspecify.annotations.NullMarked;
