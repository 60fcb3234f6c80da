/** Stores objects at Aliyun OSS. */
@NullMarked
package dev.davit.oss;

import org.jspecify.annotations.NullMarked;
