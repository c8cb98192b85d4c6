#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force

    # The lines as a terminal of that width shows them, without colours and without empty lines around.
    function Get-Shown {
        param([int] $Width = 80, [switch] $List)

        begin { $all = @() }
        process { $all += $_ }
        end {
            $text = if ($List) { $all | Format-List | Out-String -Width $Width } else { $all | Out-String -Width $Width }
            @($text -replace "`e\[[0-9;]*m" -split "`r?`n" | Where-Object { $_.Trim() })
        }
    }

    $fixtures = Join-Path $root 'tests/fixtures'
    $script:manifest = Test-CheckpointArchive -LiteralPath (Join-Path $fixtures 'vols.tar.gz')
}

Describe 'The views' {
    It 'show manifests as a table that fits <_> columns' -ForEach 80, 200 {
        $lines = Test-CheckpointArchive -Path (Join-Path $fixtures '*.tar*') | Get-Shown -Width $_
        $lines[0] | Should -Match '^Name +Verification +Checkpointed +Size +Pod +Image'
        $lines.Count | Should -Be 9
        @($lines | Where-Object Length -GT $_).Count | Should -Be 0
        $lines[7] | Should -Match '^in-pdef +Valid +2026-11-2\d \d\d:\d\d +29 KiB a9be1672fdad bb:latest'
        # Sizes end below one another.
        $end = $lines[0].IndexOf('Size') + 4
        @($lines[2..8] | Where-Object { -not $_.Substring(0, $end).EndsWith('iB') }).Count | Should -Be 0
    }

    It 'keep the verification in sight where names are long' {
        $long = [CheckpointTools.CheckpointManifest]::new()
        $long.GetType().GetProperty('Name').SetValue($long, 'n' * 60)
        $long.GetType().GetProperty('Image').SetValue($long, 'registry.example/' + 'i' * 90)
        $lines = $long, $manifest | Get-Shown
        $lines[2] | Should -BeLike 'nnn* NotVerified *'
        $lines[3] | Should -BeLike 'vols* Valid *'
        @($lines | Where-Object Length -GT 80).Count | Should -Be 0
    }

    It 'show no control characters of an archive' {
        $evil = [CheckpointTools.CheckpointManifest]::new()
        $evil.GetType().GetProperty('Name').SetValue($evil, "a`e]0;title`ab")
        ($evil | Out-String -Width 80) | Should -Not -Match "`e\]|`a"
        ($evil | Format-List | Out-String -Width 80) | Should -Not -Match "`e\]|`a"
    }

    It 'show a manifest as a list with <_>' -ForEach @(
        'Name  *: vols'
        'Id *: 5cb5f06ac82a3488e58526bb65b2ffcd82bdd6defe391feff2396d8473cae46e'
        'Image *: localhost/bb:latest'
        'ArchiveSize *: 40 KiB (40903 bytes)'
        "Command *: sh -c 'echo hello >/data1/f; *"
        'Ports *: 8080->80/tcp'
        ' *127.0.0.1:9000-9002->9000-9002/udp'
        ' *data2:/data2:ro'
        'Labels *: app=web'
        'CheckpointSize *: 205 KiB, of it 132 KiB of memory'
        'DeletedFiles *: /bin/nc'
        'Verification *: Valid'
    ) {
        @($manifest | Get-Shown -Width 200 -List) -like $_ | Should -Not -BeNullOrEmpty
    }

    It 'keep values of environment variables to themselves' {
        $text = "$($manifest | Get-Shown -Width 200 -List)"
        $text | Should -BeLike '*SECRET*'
        $text | Should -Not -BeLike '*s3cr3t*'
    }

    It 'leave out of the list what the archive does not say' {
        "$($manifest | Get-Shown -Width 200 -List)" | Should -Not -Match '\b(Pod|HealthCheck|BindMounts|Sha256|IsIncremental) +:'
    }

    It 'show <Property> as a table' -ForEach @(
        @{ Property = 'Ports'; Header = '^HostIp +HostPort ContainerPort Range Protocol Mapping'; Row = '127\.0\.0\.1 +9000 +9000 +3 udp ' }
        @{ Property = 'Volumes'; Header = '^Name +Destination +Size ReadOnly Options'; Row = '^data2 +/data2 +1\.5 KiB True +ro' }
        @{ Property = 'Addresses'; Header = '^Network Interface +Address +Gateway +MacAddress'; Row = '^podman +eth0 +10\.88\.0\.2/16 +10\.88\.0\.1 ' }
        @{ Property = 'Statistics'; Header = '^ *Freezing +Frozen MemoryDump MemoryWrite PagesScanned PagesWritten'; Row = '100\.851 ms 123\.617 ms +1\.045 ms +0\.185 ms +49 +33' }
        @{ Property = 'Members'; Header = '^Mode Type +Size Modified +Name'; Row = '^0600 File +24 KiB 2026-11-2\d \d\d:\d\d config\.dump' }
    ) {
        $lines = $manifest.$Property | Get-Shown
        $lines[0] | Should -Match $Header
        @($lines -match $Row).Count | Should -Be 1
        @($lines | Where-Object Length -GT 80).Count | Should -Be 0
    }

    It 'show findings as a table, with all of the message' {
        $path = Join-Path $TestDrive 'cut.tar'
        [System.IO.File]::WriteAllBytes($path, [System.IO.File]::ReadAllBytes((Join-Path $fixtures 'plain-none.tar'))[0..99999])
        $lines = (Test-CheckpointArchive -LiteralPath $path).Findings | Get-Shown
        $lines[0] | Should -Match '^Severity +Id +Location +Message'
        $lines[2] | Should -Match '^Error +TarTruncated +offset 100000 '
        -join ($lines[2..5] | ForEach-Object { $_.PadRight(52).Substring(52).TrimStart() }) -replace '\s' | Should -Be 'Thearchiveendswithinaheader:thefilewascutoff.'
    }
}

Describe 'Sizes as a person reads them' {
    It '<Bytes> bytes are <Text>' -ForEach @(
        @{ Bytes = 0; Text = '0 B' }
        @{ Bytes = 1023; Text = '1023 B' }
        @{ Bytes = 1024; Text = '1 KiB' }
        @{ Bytes = 1536; Text = '1.5 KiB' }
        @{ Bytes = 10188; Text = '9.9 KiB' }
        @{ Bytes = 10235; Text = '10 KiB' }
        @{ Bytes = 1048575; Text = '1 MiB' }
        @{ Bytes = 1047552; Text = '1023 KiB' }
        @{ Bytes = 9663676416; Text = '9 GiB' }
        @{ Bytes = 9223372036854775807; Text = '8 EiB' }
        @{ Bytes = $null; Text = '' }
    ) {
        [CheckpointTools.Views.ViewText]::Size($Bytes) | Should -Be $Text
    }
}
