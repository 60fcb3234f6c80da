package dev.davit.form;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/** Brings {@code form:} destinations: buckets at OSS, TOS or S3 by a form that others signed. */
public final class FormProvider implements StorageProvider<FormSettings> {

  /** Does nothing. */
  public FormProvider() {}

  @Override
  public String scheme() {
    return "form";
  }

  @Override
  public String description() {
    return "A bucket by a signed form (POST policy): form://HOST/PREFIX";
  }

  @Override
  public FormSettings read(Settings settings) {
    return FormSettings.read(settings);
  }

  @Override
  public Storage connect(FormSettings settings, StorageContext context) {
    return new FormStorage(settings, context.credentials(), new SignedForm());
  }
}
