/** Amazon S3 and everything that speaks its protocol. */
@NullMarked
package dev.davit.s3;

import org.jspecify.annotations.NullMarked;
