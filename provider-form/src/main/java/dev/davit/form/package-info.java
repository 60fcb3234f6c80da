/** Stores objects by posting forms: at buckets that handed one out signed, and at proxies. */
@NullMarked
package dev.davit.form;

import org.jspecify.annotations.NullMarked;
