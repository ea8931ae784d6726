package Sagadesk::Settings;
# The hook's settings: one JSON file beside RT's own settings. The scrip reads it again at every event, so a new address
# or secret needs no restart of RT. Keys: url (empty: off), secret, timeout (seconds), queues (empty: every one), key_field.
use strict;
use warnings;
use Exporter 'import';
use JSON::PP ();
our @EXPORT_OK = qw(save_settings);

# save_settings(FILE, key => value, ...): replaces the file in one step; dies when it cannot be written.
# It gets the group of the directory's RT_SiteConfig.pm (argument group), because the web server must read it.
sub save_settings {
    my ( $file, %settings ) = @_;
    my $group = delete $settings{group};
    my $new   = "$file.new$$";
    my $mask  = umask 027;
    open my $out, '>:raw', $new or die "cannot write the settings: $new: $!\n";
    umask $mask;
    print {$out} JSON::PP->new->utf8->canonical->pretty->encode( \%settings );
    close $out or die "cannot write the settings: $new: $!\n";
    chown( -1, $group, $new ) if defined $group && $> == 0;
    chmod 0640, $new;
    rename $new, $file or die "cannot write the settings: $file: $!\n";
    return $file;
}

1;
